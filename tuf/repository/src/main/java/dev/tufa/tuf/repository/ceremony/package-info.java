/**
 * Signing ceremonies: what several people sign together, each where that person's key is. Everything here is data and decisions; it
 * reads no file and knows no clock, so that whoever signs needs no repository, only the one file of an event.
 */
@NullMarked
package dev.tufa.tuf.repository.ceremony;

import org.jspecify.annotations.NullMarked;
