/** {@code tufa client}: trusts a repository, brings it up to date, lists and downloads what it has. */
@NullMarked
package dev.tufa.cli.client;

import org.jspecify.annotations.NullMarked;
