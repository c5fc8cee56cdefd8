/** The acquire method {@code tuf+https}: apt asks for a file, TUF says which bytes it is to have, and apt itself fetches them. */
@NullMarked
package dev.tufa.method;

import org.jspecify.annotations.NullMarked;
