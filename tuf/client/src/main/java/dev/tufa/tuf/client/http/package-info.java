/** Fetching over HTTP with the platform's own clients: bounded, redirected only as far as is safe. */
@NullMarked
package dev.tufa.tuf.client.http;

import org.jspecify.annotations.NullMarked;
