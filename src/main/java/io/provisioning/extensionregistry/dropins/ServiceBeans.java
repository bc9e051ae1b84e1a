package io.provisioning.extensionregistry.dropins;

import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.BeanRepository;

/** The beans of a context as another one may look them up by name, and by nothing else: what it binds stays its own. */
record ServiceBeans(CamelContext service) implements BeanRepository {
    @Override
    public Object lookupByName(String name) {
        return service.getRegistry().lookupByName(name);
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        return service.getRegistry().lookupByNameAndType(name, type);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }
}
