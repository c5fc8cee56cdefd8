@NullMarked
package dev.tufa.tuf.client;

import org.jspecify.annotations.NullMarked;
