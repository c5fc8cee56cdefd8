/** Small programs that show how to embed Tufa; each can be read alone, and the guide quotes them. */
@NullMarked
package dev.tufa.examples;

import org.jspecify.annotations.NullMarked;
