/** A call without a telephone: a flow walked with keys, a customer's past and hours made up. */
@NullMarked
package io.recaller.cli.simulate;

import org.jspecify.annotations.NullMarked;
