/** A published tree in time, and clients as values, so that every order of their steps can be tried. */
@NullMarked
package dev.tufa.tuf.repository.model;

import org.jspecify.annotations.NullMarked;
