/** {@code tufa notify}: tells a person of new versions from archives that are not the distribution's own. */
@NullMarked
package dev.tufa.cli.notify;

import org.jspecify.annotations.NullMarked;
