/** Asks the system that this runs on what it is. */
@NullMarked
package dev.tufa.apt.install.probe;

import org.jspecify.annotations.NullMarked;
