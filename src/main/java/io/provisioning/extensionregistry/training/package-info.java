/** What the service is trained on: see {@link io.provisioning.extensionregistry.training.TrainingSources}. */
package io.provisioning.extensionregistry.training;
