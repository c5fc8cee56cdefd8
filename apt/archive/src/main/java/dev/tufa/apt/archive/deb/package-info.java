/**
 * A {@code .deb} file, read once: its control data, its digests, and what it would install. The format is that of deb(5), version 2;
 * nothing is unpacked, and no path or link in it is followed.
 */
@NullMarked
package dev.tufa.apt.archive.deb;

import org.jspecify.annotations.NullMarked;
