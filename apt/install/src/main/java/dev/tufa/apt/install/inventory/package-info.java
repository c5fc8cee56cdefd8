/** Every archive on a system that is not the distribution's own, and what is installed from it (R7). */
@NullMarked
package dev.tufa.apt.install.inventory;

import org.jspecify.annotations.NullMarked;
