/** {@code tufa event}: what several people sign together, in a repository or with one file in hand. */
@NullMarked
package dev.tufa.cli.event;

import org.jspecify.annotations.NullMarked;
