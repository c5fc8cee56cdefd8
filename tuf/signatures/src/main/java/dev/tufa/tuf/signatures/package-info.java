/** One algorithm, and nothing else that would have to be loaded with it. */
@NullMarked
package dev.tufa.tuf.signatures;

import org.jspecify.annotations.NullMarked;
