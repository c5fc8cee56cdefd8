/** What an archive would do to this system, found out without any rights and before anybody agrees to it. */
@NullMarked
package dev.tufa.apt.install.preflight;

import org.jspecify.annotations.NullMarked;
