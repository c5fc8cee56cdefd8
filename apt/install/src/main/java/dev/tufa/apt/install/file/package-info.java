/** The {@code .apt} file: what it says, and whether it may say it (docs/spec/apt-file.md, cited here by section alone). */
@NullMarked
package dev.tufa.apt.install.file;

import org.jspecify.annotations.NullMarked;
