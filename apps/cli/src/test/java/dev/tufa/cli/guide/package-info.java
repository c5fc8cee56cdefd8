/** The guides, which are run. */
@NullMarked
package dev.tufa.cli.guide;

import org.jspecify.annotations.NullMarked;
