/** Asks a system what it is and how its apt is set up. */
@NullMarked
package dev.tufa.apt.install.probe;

import org.jspecify.annotations.NullMarked;
