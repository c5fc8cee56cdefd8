/** What is asked of a verification of an archive, and what it finds. */
@NullMarked
package dev.tufa.apt.publish.verify;

import org.jspecify.annotations.NullMarked;
