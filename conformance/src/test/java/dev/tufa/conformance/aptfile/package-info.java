/** The corpus of {@code .apt} files: how its files are made, and whether what is built here says of each what the corpus says. */
@NullMarked
package dev.tufa.conformance.aptfile;

import org.jspecify.annotations.NullMarked;
