/** Agents and who they are: added, shown, changed, kept out, removed. */
@NullMarked
package io.recaller.cli.user;

import org.jspecify.annotations.NullMarked;
