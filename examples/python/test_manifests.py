"""What the matchers say."""

import pytest

from manifests import Manifests, Match

MANIFESTS = Manifests.from_yaml(
    """
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec: { replicas: 3, paused: true, limits: { cpu: 500m, memory: 1Gi }, env: [{ name: A, value: "1" }, { name: B }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
"""
)


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"replicas": 3},
        {"replicas": Match.any(), "more": Match.absent()},
        {"limits": {"cpu": Match.quantity("0.5"), "memory": Match.quantity("1024Mi")}},
        {"limits": Match.exact({"cpu": "500m", "memory": "1Gi"})},
        {"env": Match.array_with([{"name": "B"}])},
        {"env": [{}, {"name": Match.pattern("^B$")}]},
    ],
)
def test_a_part_matches(spec):
    MANIFESTS.has("Deployment", {"spec": spec})
    assert MANIFESTS.count("apps/v1/Deployment", {"spec": spec}) == 1


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"replicas": "3"}, 'spec.replicas\n    expected: "3"\n    actual:   3'),
        ({"paused": 1}, "spec.paused"),
        ({"replicas": Match.absent()}, "expected: \"Match.absent()\"\n    actual:   3"),
        ({"more": Match.any()}, "actual:   nothing"),
        ({"limits": {"cpu": Match.quantity("501m")}}, "spec.limits.cpu"),
        ({"limits": Match.exact({"cpu": "500m"})}, "spec.limits.memory\n    expected: nothing"),
        ({"env": [{"name": "A"}]}, "spec.env"),
        ({"env": Match.array_with([{"name": "B"}, {"name": "A"}])}, "spec.env[2...]"),
        ({"limits": {"cpu": Match.pattern("Gi$")}}, "spec.limits.cpu"),
    ],
)
def test_a_difference_is_told_with_its_place(spec, message):
    MANIFESTS.has_no("Deployment", {"spec": spec})
    with pytest.raises(AssertionError) as error:
        MANIFESTS.has("Deployment", {"spec": spec})
    assert "the nearest is Deployment 'iris' in namespace 'vision'" in str(error.value)
    assert message in str(error.value)


def test_what_is_not_there_is_told_with_what_is():
    with pytest.raises(AssertionError, match="there is no ConfigMap; there are: apps/v1/Deployment, v1/Service"):
        MANIFESTS.has("ConfigMap")
    with pytest.raises(AssertionError, match="there is no Deployment 'rose'; there are:\n  Deployment 'iris'"):
        MANIFESTS.get("Deployment", "rose")
    with pytest.raises(AssertionError, match="no Service may match, but Service 'iris' in namespace 'vision' does"):
        MANIFESTS.has_no("Service")
    with pytest.raises(ValueError, match="got 'much'"):
        Match.quantity("much")
