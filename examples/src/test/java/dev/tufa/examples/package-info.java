@NullMarked
package dev.tufa.examples;

import org.jspecify.annotations.NullMarked;
