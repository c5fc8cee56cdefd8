/** Suites in published trees, this archive's own and those of other tools: their indexes, and the packages that these name. */
@NullMarked
package dev.tufa.apt.publish.tree;

import org.jspecify.annotations.NullMarked;
