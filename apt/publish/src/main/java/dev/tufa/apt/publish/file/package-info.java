/** Making {@code .apt} files, and saying what a good one would do differently. */
@NullMarked
package dev.tufa.apt.publish.file;

import org.jspecify.annotations.NullMarked;
