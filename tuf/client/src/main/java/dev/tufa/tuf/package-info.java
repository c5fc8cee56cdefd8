/** Where to begin: clients with everything that most applications need. */
@NullMarked
package dev.tufa.tuf;

import org.jspecify.annotations.NullMarked;
