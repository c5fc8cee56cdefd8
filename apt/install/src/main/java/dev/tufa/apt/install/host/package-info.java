/** What a system says of itself, and which stanza of a {@code .apt} file is for it (docs/spec/apt-file.md §6). */
@NullMarked
package dev.tufa.apt.install.host;

import org.jspecify.annotations.NullMarked;
