/**
 * Debian's control data: stanzas of fields, as Debian Policy §5.1 in the
 * <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html">Debian Policy Manual</a> describes them.
 */
@NullMarked
package dev.tufa.apt.archive.deb822;

import org.jspecify.annotations.NullMarked;
