/** Tests of what an operator learns about the menus in use. */
@NullMarked
package io.recaller.experiment;

import org.jspecify.annotations.NullMarked;
