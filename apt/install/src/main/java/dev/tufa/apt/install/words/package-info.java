/** What a {@code .apt} file says, in words for people. */
@NullMarked
package dev.tufa.apt.install.words;

import org.jspecify.annotations.NullMarked;
