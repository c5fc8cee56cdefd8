/** The client as a whole, against a repository that is simulated: what it trusts, stores, asks for and refuses. */
@NullMarked
package dev.tufa.conformance.client;

import org.jspecify.annotations.NullMarked;
