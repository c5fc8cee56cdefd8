/** How fast things are: JMH benchmarks of single operations, and the programs that {@code whole-process} measures. */
@NullMarked
package dev.tufa.benchmarks;

import org.jspecify.annotations.NullMarked;
