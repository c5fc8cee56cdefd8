/** Tests of the index's tables. */
@NullMarked
package dev.tufa.tuf.repository.index;

import org.jspecify.annotations.NullMarked;
