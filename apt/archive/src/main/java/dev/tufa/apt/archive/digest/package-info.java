/** Digests of files, as archives state them of packages and of indexes. */
@NullMarked
package dev.tufa.apt.archive.digest;

import org.jspecify.annotations.NullMarked;
