@NullMarked
package io.recaller.customer.field;

import org.jspecify.annotations.NullMarked;
