/** From what vendors tell people to paste into a terminal, to a {@code .apt} file. Nothing is run and nothing is fetched. */
@NullMarked
package dev.tufa.apt.publish.migrate;

import org.jspecify.annotations.NullMarked;
