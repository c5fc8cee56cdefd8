@NullMarked
package dev.tufa.tuf.signatures;

import org.jspecify.annotations.NullMarked;
