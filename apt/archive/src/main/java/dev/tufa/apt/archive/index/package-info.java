/**
 * The indexes of an apt archive: what stands in {@code Packages}, {@code Sources}, {@code Contents} and {@code Release}, in the
 * form that <a href="https://wiki.debian.org/DebianRepository/Format">Debian's description of repositories</a> gives them and that
 * apt-ftparchive writes.
 *
 * <p>What is written is a function of the values and of nothing else: no clock, no folder, no environment. The same values in
 * another order give the same bytes. Output goes to streams that the caller opens and closes.
 */
@NullMarked
package dev.tufa.apt.archive.index;

import org.jspecify.annotations.NullMarked;
