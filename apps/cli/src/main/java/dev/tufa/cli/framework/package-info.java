/** What every command is made of: options, help, errors, exit codes, output for people and for scripts. */
@NullMarked
package dev.tufa.cli.framework;

import org.jspecify.annotations.NullMarked;
