/** Every archive on a system that is not the distribution's own, and what is installed from it. */
@NullMarked
package dev.tufa.apt.install.inventory;

import org.jspecify.annotations.NullMarked;
