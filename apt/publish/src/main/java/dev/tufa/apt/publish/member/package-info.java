/** Which packages an archive has, and how they come and go. */
@NullMarked
package dev.tufa.apt.publish.member;

import org.jspecify.annotations.NullMarked;
