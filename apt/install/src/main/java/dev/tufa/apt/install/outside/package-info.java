/** Programs of the system that are asked something, or told to do something: apt-get above all. */
@NullMarked
package dev.tufa.apt.install.outside;

import org.jspecify.annotations.NullMarked;
