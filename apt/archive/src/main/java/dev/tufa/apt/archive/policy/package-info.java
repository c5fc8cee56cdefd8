/**
 * Names, versions and relations of packages: Debian Policy §5.6 and §7.1 of the
 * <a href="https://www.debian.org/doc/debian-policy/">Debian Policy Manual</a>.
 */
@NullMarked
package dev.tufa.apt.archive.policy;

import org.jspecify.annotations.NullMarked;
