/** What an operator learns about the menu policies in use, and the fall-back from a bad one. */
@NullMarked
package io.recaller.experiment;

import org.jspecify.annotations.NullMarked;
