/** The whole story on a real Debian: the packages are installed there, and apt, dpkg and polkit are its own. */
@NullMarked
package dev.tufa.conformance.chroot;

import org.jspecify.annotations.NullMarked;
