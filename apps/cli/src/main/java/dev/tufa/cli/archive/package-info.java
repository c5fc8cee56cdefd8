/** {@code tufa archive}: apt archives that are published. */
@NullMarked
package dev.tufa.cli.archive;

import org.jspecify.annotations.NullMarked;
