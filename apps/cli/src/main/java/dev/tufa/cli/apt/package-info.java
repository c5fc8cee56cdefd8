/** {@code tufa apt}: files that offer an archive and its packages to people with Debian or Ubuntu. */
@NullMarked
package dev.tufa.cli.apt;

import org.jspecify.annotations.NullMarked;
