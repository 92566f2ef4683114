/** For how long contacts, requests and facts are kept that are over, and who deletes them then. */
@NullMarked
package io.recaller.contact.retention;

import org.jspecify.annotations.NullMarked;
