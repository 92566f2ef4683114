/** What was learned, switched and replayed: policies of the menu and an operator's own log. */
@NullMarked
package io.recaller.cli.learning;

import org.jspecify.annotations.NullMarked;
