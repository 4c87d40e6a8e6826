"""What the systems promise. Run with: pytest"""

import pytest
from cdk8s_model_serving import ContainerImage, ModelServer, ServerResources, ServingApp, ServingRuntime, TenantNamespace

from canary import canary
from llm import llm
from manifests import Manifests, Match
from server import server
from tenant import tenant


def test_iris_is_pinned_and_never_below_two_pods():
    manifests = Manifests.from_app(server())

    manifests.has(
        "apps/v1/Deployment",
        {
            "metadata": {"name": "iris", "namespace": "vision"},
            "spec": {
                "replicas": 2,
                "revisionHistoryLimit": 3,
                "strategy": {"rollingUpdate": {"maxUnavailable": 0}},
                "template": {
                    "spec": {
                        "hostNetwork": Match.absent(),
                        "containers": [
                            {
                                "image": Match.pattern(r"iris:\d+\.\d+\.\d+$"),
                                "env": Match.array_with([{"name": "HOME", "value": Match.any()}]),
                                "resources": {"limits": {"cpu": Match.quantity("0.5")}},
                                "livenessProbe": Match.absent(),
                            }
                        ],
                    }
                },
            },
        },
    )
    manifests.has_no("Service", {"spec": {"type": "NodePort"}})


def test_a_tenth_of_the_requests_goes_to_the_canary():
    [route] = Manifests.from_app(canary()).get("IngressRoute")["spec"]["routes"]
    weights = {each["name"]: each["weight"] for each in route["services"]}
    assert weights == {"ranker": 90, "ranker-canary": 10}


def test_the_team_has_a_budget_and_a_model_its_gpu():
    quota = Manifests.from_app(tenant()).get("ResourceQuota")
    assert quota["spec"]["hard"]["pods"] == "60"
    assert Manifests.from_app(llm()).count("Deployment", {"spec": {"replicas": 1}}) == 1


def test_what_is_wrong_is_told_with_its_place():
    vision = TenantNamespace(ServingApp(), "vision")
    with pytest.raises(RuntimeError, match="ModelServer 'vision/iris': replicas must be a whole number") as problem:
        ModelServer(
            vision,
            "iris",
            image=ContainerImage.of("registry.example/iris:0.2.0"),
            runtime=ServingRuntime.bento_ml(),
            resources=ServerResources(cpu="500m", memory="1Gi"),
            replicas=-1,
        )
    assert "kernel" not in str(problem.value.__cause__)


def test_nothing_on_a_node_is_lost_on_the_way_from_node_js():
    app = tenant()
    app.synth_yaml()
    assert [len(each.node.metadata) for each in app.node.find_all()]
