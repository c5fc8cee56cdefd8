/**
 * Debian's control data: stanzas of fields, as <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html">Debian
 * policy §5.1</a> describes them.
 */
@NullMarked
package dev.tufa.apt.archive.deb822;

import org.jspecify.annotations.NullMarked;
