/** What would be done to a system for a {@code .apt} file: data, with a digest that a person agrees to and that root compares. */
@NullMarked
package dev.tufa.apt.install.plan;

import org.jspecify.annotations.NullMarked;
