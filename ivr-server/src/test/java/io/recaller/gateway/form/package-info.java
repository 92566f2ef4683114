/** Tests of the door of a site's forms. */
@NullMarked
package io.recaller.gateway.form;

import org.jspecify.annotations.NullMarked;
